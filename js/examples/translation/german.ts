/** Every problem in German, as a template for other languages. TypeScript reports missing names. */
import type { Messages, ParamsOf } from "scale-batch";

const quoted = (name: unknown): string => `„${String(name)}“`;
const listed = (names: readonly unknown[] | undefined): string => (names ?? []).map(quoted).join(", ");
const recipes = (count: number | string): string =>
  String(count) === "1" ? "1 Rezept" : `${String(count)} Rezepte`;

const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : ` Meinten Sie ${quoted(suggestion)}?`;

const kinds: Record<string, string> = {
  array: "eine Liste",
  boolean: "ja oder nein",
  file: "eine Datei",
  integer: "eine ganze Zahl",
  json: "ein JSON-Wert",
  null: "null",
  number: "eine Zahl",
  object: "ein Objekt",
  string: "ein Text",
};
/** The kind of a value; a name for a value that JSON cannot represent is kept as it is. */
const kind = (name: string | undefined): string => kinds[String(name)] ?? String(name);

/** What a mistake is in: a field, an item of one, or the document. */
function place({ field, items }: { field?: string; items?: readonly number[] }): string {
  if (items !== undefined) {
    const numbers = items.map((item) => `Eintrag ${item}`).reverse();
    return [...numbers, field === undefined ? "der Liste" : quoted(field)].join(" von ");
  }
  return field === undefined ? "Der Wert" : `Das Feld ${quoted(field)}`;
}

/** A value as a sentence names it. */
const given = (value: unknown): string => (typeof value === "string" ? quoted(value) : String(value));

/** What is wrong with the structure of a document. */
function structure(params: ParamsOf<"INVALID_REQUEST">): string {
  const field = place(params);
  switch (params.cause) {
    case "MISSING_FIELD":
      return `${field} fehlt.`;
    case "UNKNOWN_FIELD":
      return `${field} gibt es nicht.${meant(params.suggestion) || ` Die Felder sind ${listed(params.allowed)}.`}`;
    case "WRONG_TYPE": {
      const wanted =
        params.allowed === undefined ? kind(params.expected) : `eines von ${listed(params.allowed)}`;
      const value = params.value === undefined ? "" : `: ${given(params.value)}`;
      return `${field} muss ${wanted} sein, ist aber ${kind(params.found)}${value}.`;
    }
    case "INVALID_VALUE":
      return params.allowed !== undefined
        ? `${field} ist ${quoted(params.found)}, muss aber eines von diesen sein: ${listed(params.allowed)}.${meant(params.suggestion)}`
        : params.started !== undefined && params.ended !== undefined
          ? `Der Zeitraum endet ${params.ended} und damit nicht nach seinem Anfang, ${params.started}.`
          : `${field} hat einen Wert, der dort nicht stehen kann${params.found === undefined ? "" : `: ${given(params.found)}`}.`;
    case "OUT_OF_RANGE": {
      const least = params.minimum === undefined ? "" : `mindestens ${params.minimum}`;
      const most = params.maximum === undefined ? "" : `höchstens ${params.maximum}`;
      const range = [least, most].filter((bound) => bound !== "").join(" und ");
      const allowed = range === "" ? "ist außerhalb dessen, was erlaubt ist" : `muss aber ${range} sein`;
      return `${field} ist ${String(params.found)}, ${allowed}.`;
    }
    case "TOO_LONG":
      return `${field} hat ${params.found} Zeichen, darf aber höchstens ${params.maximum} haben.`;
    case "EMPTY":
      return `${field} ist leer. Lassen Sie es weg, oder füllen Sie es.`;
    case "NOT_EDITABLE":
      return `${field} eines Batches lässt sich nicht ändern. Legen Sie einen neuen Batch an.`;
    case "NOT_JSON":
      return "Das ist kein JSON.";
    case "OLD_VERSION":
      return params.instead === undefined
        ? `Das ist ein Dokument der alten Version ${params.version}, die heute anders geschrieben wird.`
        : `${field} gibt es seit der Version ${params.version} nicht mehr; es heißt ${quoted(params.instead)}.`;
    case "OTHER_RECIPE_TYPE":
      return `Geprüft wird der Rezepttyp ${quoted(params.expected)}, hier steht aber ${quoted(params.found)}.`;
    case "SEVERAL_DEFINITIONS":
      return `Hier steht mehr als eine Definition: ${listed(params.found)}.`;
    case "UNKNOWN_BATCH":
      return `Der Batch ${params.found}, mit dem verglichen werden soll, ist nicht dabei.`;
    default:
      return "So kann die Funktion nicht aufgerufen werden.";
  }
}

/** Why an input of a previous batch does not fit. */
function unfit(input: ParamsOf<"PREV_BATCH_NO_REPROCESS">["problems"][number]): string {
  switch (input.name) {
    case "PARAM_REQUIRED":
      return german.PARAM_REQUIRED(input.params);
    case "MISMATCHED_PARAM_TYPE":
      return german.MISMATCHED_PARAM_TYPE(input.params);
    case "NO_MULTIPLE_FILES":
      return german.NO_MULTIPLE_FILES(input.params);
    case "MISMATCHED_JSON_TYPE":
      return german.MISMATCHED_JSON_TYPE(input.params);
  }
}

/** What two parameters do not have in common: the causes of other problems are problems themselves. */
function mismatch(params: ParamsOf<"MISMATCHED_PARAMS">): string {
  switch (params.cause) {
    case "PARAM_REQUIRED":
      return german.PARAM_REQUIRED(params);
    case "MISMATCHED_PARAM_TYPE":
      return german.MISMATCHED_PARAM_TYPE(params);
    case "NO_MULTIPLE_FILES":
      return german.NO_MULTIPLE_FILES(params);
    case "MISMATCHED_JSON_TYPE":
      return german.MISMATCHED_JSON_TYPE(params);
  }
}

function node(params: ParamsOf<"NODE_INTERFACE">): string {
  switch (params.cause) {
    case "MISSING_DEPENDENCY":
      return `Er hängt nicht von ${quoted(params.source)} ab.`;
    case "MISSING_OUTPUT_NAME":
      return `${quoted(params.source)} hat keine Ausgabe ${quoted(params.output)}.${meant(params.suggestion)}`;
    case "DUPLICATE_INPUT":
      return german.DUPLICATE_INPUT(params);
    default:
      return mismatch(params);
  }
}

function duration(params: ParamsOf<"INVALID_DURATION">): string {
  switch (params.cause) {
    case "EMPTY":
      return "sie ist leer";
    case "SIGN":
      return "eine Dauer hat kein Vorzeichen";
    case "NO_P":
      return "eine Dauer beginnt mit „P“";
    case "LOWER_CASE":
      return "die Buchstaben müssen groß sein";
    case "COMMA":
      return "Bruchteile stehen nach einem Punkt, nicht nach einem Komma";
    case "CALENDAR_UNIT":
      return `die Einheit ${quoted(params.at)} gibt es nicht; sagen Sie es in Tagen`;
    case "MISPLACED_UNIT":
      return `${quoted(params.at)} steht an der falschen Stelle`;
    case "NO_UNIT":
      return "die letzte Zahl hat keine Einheit";
    case "UNEXPECTED_CHARACTER":
      return `${quoted(params.at)} gehört nicht hinein`;
    case "OUT_OF_RANGE":
      return "sie ist zu lang oder negativ";
  }
}

function noRecipes(params: ParamsOf<"NO_RECIPES">): string {
  switch (params.because) {
    case "NO_SOURCE":
      return "es fehlt ein Datensatz oder ein früherer Batch";
    case "EMPTY_PREVIOUS_BATCH":
      return "der frühere Batch hat keine Rezepte";
    case "EMPTY_DATASET":
      return "der Datensatz hat keine Dateien";
    case "NO_FITTING_FILES":
      return `der Datensatz hat keine Dateien für die Eingaben ${listed(params.inputs)}, nur für die Parameter ${listed(params.parameters)}`;
  }
}

const ignored: Record<ParamsOf<"IGNORED_FIELD">["because"], string> = {
  all: "neben „all: true“",
  dataset: "ohne Datensatz",
  empty: 'ohne Inhalt; {"version": "7"} leert das Feld',
  input_map: "in einer Zuordnung",
  null: "als null und gilt als weggelassen",
  page_size: "so, wie es dasteht",
  previous_batch: "neben einem früheren Batch",
  validation: "bei der Prüfung; erst beim Anlegen",
  verdict: "mehr; ein Urteil folgt aus dem Intervall der Differenz",
};

function filter(params: ParamsOf<"FILTER_NEVER_HOLDS">): string {
  switch (params.because) {
    case "ONE_VALUE":
      return `${quoted(params.condition)} braucht zwei Werte`;
    case "REVERSED":
      return `zwischen ${params.first} und ${params.second} liegt nichts; der kleinere Wert kommt zuerst`;
    case "SEVERAL_VALUES":
      return `${quoted(params.condition)} nimmt weniger Werte, als da stehen: ${params.found}`;
    case "WRONG_TYPE":
      return `der Wert ${params.found} ist von anderer Art`;
  }
}

function serverError(params: ParamsOf<"SERVER_ERROR_LIKELY">): string {
  switch (params.because) {
    case "FIELDS_LEFT_OUT":
      return `in der Schnittstelle einer Bedingung ${listed(params.fields)} fehlt`;
    case "FURTHER_PARAMETERS":
      return "zwei Eingaben zugeordnet sind und der Datensatz weitere Parameter hat";
    case "JSON_PARAMETER":
      return `der zugeordnete Parameter ${quoted(params.parameter)} JSON ist`;
    case "NAME_TAKEN":
      return `der Datensatz schon einen Parameter namens ${quoted(params.parameter)} hat`;
    case "NODE_NAME_TOO_LONG":
      return `ein Name von Knoten länger als ${params.maximum} Zeichen ist: ${listed(params.nodes)}`;
    case "NO_FORCED_NODES":
      return "das Rezept Unterrezepte hat und „forced_nodes“ fehlt";
    case "NUL_CHARACTER":
      return `das Feld ${quoted(params.field)} ein NUL-Zeichen enthält`;
    case "OLD_REVISION":
      return `der Knoten ${quoted(params.node)} die Revision ${params.revision_num} verlangt, nicht die neueste, ${params.latest}`;
    case "RECIPE_TYPE_LOOP": {
      const forced = params.node === undefined ? "alle Knoten erzwungen sind und " : "";
      return `${forced}diese Rezepttypen einander enthalten: ${listed(params.recipe_types)}`;
    }
    case "THREE_ENTRIES":
      return "mindestens drei Eingaben zugeordnet sind";
    case "UNKNOWN_FORCED_NODE":
      return `der erzwungene Knoten ${quoted(params.node)} nicht im Rezept ist`;
    case "UNKNOWN_ORDER":
      return `sich nach ${quoted(params.found)} nichts ordnen lässt`;
  }
}

const creations: Record<string, string> = {
  FILES_OF_OTHER_PARAMETERS: "keine Eingabe nötig ist und daher alle Dateien genommen werden",
  LATEST_REVISIONS_ESTIMATED: "die Schätzung die neuesten Revisionen zählt",
  NEW_RECIPE_NODE: "sie seit dem vorigen Batch neu sind",
  OTHER_INPUTS_REQUIRED: "jedes Rezept nur eine Datei bekommt und weitere Eingaben nötig sind",
  RECIPE_TYPE_INACTIVE: "der Rezepttyp nicht aktiv ist",
  SUB_RECIPES_NOT_ESTIMATED: "jedes Rezept alle seine Unterrezepte bekommt",
  SUB_RECIPE_TYPE_INACTIVE: "der Typ eines Unterrezepts nicht aktiv ist",
};
const created = (reason: string): string => creations[reason] ?? reason;

function chain(params: ParamsOf<"BROKEN_CHAIN">): string {
  switch (params.cause) {
    case "CIRCLE":
      return `ist einer von ${params.batches} Batches, die einander im Kreis ersetzen, ohne zu Batch ${params.root} zu führen`;
    case "ROOT_SUPERSEDES":
      return `ist der erste seiner Kette, ersetzt aber Batch ${params.superseded}`;
    case "SUPERSEDED_MISSING":
      return `ersetzt Batch ${params.superseded}, der in der Kette fehlt`;
    case "SUPERSEDED_TWICE":
      return `ersetzt Batch ${params.superseded}, den schon ein anderer ersetzt`;
    case "SUPERSEDES_ITSELF":
      return "ersetzt sich selbst";
    case "SUPERSEDES_NONE":
      return `gehört zur Kette von Batch ${params.root}, ersetzt aber keinen davon`;
  }
}

/** What is wrong with an entry of the input map. */
function inputMap(params: ParamsOf<"INVALID_INPUT_MAP">): string {
  switch (params.cause) {
    case "TWICE":
      return `${quoted(params.found)} ist zweimal zugeordnet.`;
    case "SWAPPED":
      return `Die Seiten sind vertauscht: ${quoted(params.input)} ist die Eingabe, ${quoted(params.parameter)} der Parameter.`;
    case "UNKNOWN": {
      const what =
        params.field === "input" ? "Das Rezept hat keine Eingabe" : "Der Datensatz hat keinen Parameter";
      return `${what} namens ${quoted(params.found)}.${meant(params.suggestion)}`;
    }
  }
}

/** A forced node that the recipe does not have: what it is instead. */
function unknownForcedNode(params: ParamsOf<"UNKNOWN_FORCED_NODE">): string {
  const node = quoted(params.node);
  if (!("because" in params)) return `Das Rezept hat keinen Knoten ${node}.${meant(params.suggestion)}`;
  const places = "places" in params ? params.places.map((place) => [...place, params.field].join("/")) : [];
  const inside = places.length === 0 ? "" : ` in einem Unterrezept: ${listed(places)}`;
  switch (params.because) {
    case "JOB_TYPE":
      return `${node} ist kein Knoten, sondern der Jobtyp von ${listed(params.nodes)}${inside}.`;
    case "RECIPE_TYPE":
      return `${node} ist kein Knoten, sondern der Rezepttyp von ${listed(params.nodes)}${inside}.`;
    case "IN_SUB_RECIPE":
      return `Der Knoten ${node} ist${inside}.`;
  }
}

export const german: Messages = {
  INVALID_REQUEST: structure,
  INVALID_BATCH_DEFINITION: structure,
  INVALID_BATCH_CONFIGURATION: structure,
  INVALID_DATASET_DEFINITION: structure,
  INVALID_RECIPE_DEFINITION: structure,
  INVALID_RESPONSE: structure,

  MISMATCHED_RECIPE_TYPE_ID: ({ found, expected }) =>
    `Verlangt ist der Rezepttyp ${found}, bekannt ist aber der Rezepttyp ${expected}.`,
  PREV_BATCH_NOT_FOUND: (params) =>
    "expected" in params
      ? `Batch ${params.root_batch_id} gehört zur Kette von Batch ${params.expected}; anzugeben ist deren erster.`
      : `In der Kette, die mit Batch ${params.root_batch_id} beginnt, gibt es keinen gültigen Batch.`,
  MISMATCHED_RECIPE_TYPE: ({ batch_id, found, expected }) =>
    `Der frühere Batch ${batch_id} hat den Rezepttyp ${found}, verlangt ist ${expected}.`,
  PREV_BATCH_STILL_CREATING: ({ batch_id }) => `Der frühere Batch ${batch_id} legt noch Rezepte an.`,
  PREV_BATCH_NO_REPROCESS: ({ batch_id, problems }) => {
    const said = problems.map(unfit);
    return `Die Rezepte von Batch ${batch_id} lassen sich nicht wieder verarbeiten: ${said.join(" ")}`;
  },
  MISMATCHED_PARAMS: (params) => `Der Datensatz passt nicht zum Rezept: ${mismatch(params)}`,
  NAME_COLLISION_ERROR: ({ parameter }) => `Der Datensatz hat zwei Parameter namens ${quoted(parameter)}.`,
  UNKNOWN_DATASET: ({ found, expected }) =>
    `Verlangt ist der Datensatz ${found}, bekannt ist aber der Datensatz ${expected}.`,
  NO_RECIPES: (params) =>
    params.batch_id === undefined
      ? `Der Batch würde nichts anlegen: ${noRecipes(params)}.`
      : `Der nächste Batch würde nichts anlegen: Batch ${params.batch_id} hat keine Rezepte.`,
  INVALID_INPUT_MAP: inputMap,

  DUPLICATE_INPUT: ({ parameter }) => `Es gibt zwei Parameter namens ${quoted(parameter)}.`,
  UNKNOWN_NODE: (params) =>
    "node_type" in params
      ? `Der Knoten ${quoted(params.node)} ist eine Bedingung und hat seine eigene Schnittstelle.`
      : `Es gibt keinen Knoten ${quoted(params.node)}.${meant(params.suggestion)}`,
  UNKNOWN_INPUT: (params) =>
    `Das Rezept hat keine Eingabe ${quoted(params.input)}.${meant(params.suggestion)}`,
  CONNECTION_INVALID_NODE: ({ node }) => `${quoted(node)} ist ein Unterrezept und hat keine Ausgaben.`,
  CIRCULAR_DEPENDENCY: ({ cycle }) => `Diese Knoten hängen im Kreis voneinander ab: ${listed(cycle)}.`,
  RECURSIVE_SUBRECIPES: (params) =>
    "recipe_type_name" in params
      ? `Der Rezepttyp ${quoted(params.recipe_type_name)} enthält sich über den Knoten ${quoted(params.node)} selbst.`
      : "Rezepttypen enthalten einander im Kreis.",
  NODE_INTERFACE: (params) => `Knoten ${quoted(params.node)}: ${node(params)}`,
  INVALID_CONDITION: ({ condition, type, allowed }) =>
    allowed.length === 0
      ? `Für die Art ${quoted(type)} gibt es keine Bedingung.`
      : `Die Bedingung ${quoted(condition)} passt nicht zur Art ${quoted(type)}. Möglich sind ${listed(allowed)}.`,
  INVALID_FIELDS: ({ fields, values }) =>
    `Es gibt ${fields} Felder und ${values} Werte; es müssen gleich viele sein.`,
  VALUE_ERROR: ({ found, expected }) => `Der Wert ${found} muss ${kind(expected)} sein.`,

  PARAM_REQUIRED: ({ parameter, found }) =>
    found === "optional"
      ? `${quoted(parameter)} wird verlangt, kann aber fehlen.`
      : `${quoted(parameter)} wird verlangt und fehlt.`,
  MISMATCHED_PARAM_TYPE: ({ parameter, expected, found }) =>
    `${quoted(parameter)} muss ${kind(expected)} sein, ist aber ${kind(found)}.`,
  NO_MULTIPLE_FILES: ({ parameter }) => `${quoted(parameter)} nimmt nur eine Datei.`,
  MISMATCHED_JSON_TYPE: ({ parameter, expected, found }) =>
    `${quoted(parameter)} muss ${kind(expected)} sein, ist aber ${kind(found)}.`,

  INVALID_DURATION: (params) => `${quoted(params.found)} ist keine Dauer: ${duration(params)}.`,
  LIMIT_EXCEEDED: ({ limit, maximum }) => `Das geht über die Grenze ${quoted(limit)} von ${maximum} hinaus.`,

  DUPLICATE_KEY: ({ key }) => `Der Schlüssel ${quoted(key)} steht zweimal da; der letzte zählt.`,
  MISPLACED_FIELD: ({ field, belongs }) => `${quoted(field)} gehört an die Stelle ${belongs}.`,
  IGNORED_FIELD: (params) =>
    `${quoted(params.field)} wirkt nicht ${ignored[params.because]}.${meant("suggestion" in params ? params.suggestion : undefined)}`,
  UNKNOWN_FORCED_NODE: unknownForcedNode,
  NOT_A_SUB_RECIPE: ({ node }) => `${quoted(node)} ist kein Unterrezept.`,
  SUB_RECIPE_NOT_EXPANDED: ({ node }) => `Im Unterrezept ${quoted(node)} ist nichts erzwungen.`,
  NOTHING_FORCED: () => "Hier ist nichts erzwungen.",
  PREVIOUS_BATCH_NOT_USED: ({ because, batch_id, root_batch_id, expected }) =>
    because === "SUPERSEDED"
      ? `Batch ${batch_id} des Kontexts zählt nicht: er ist ersetzt.`
      : `Batch ${batch_id} des Kontexts zählt nicht: er gehört zur Kette von ${root_batch_id}, nicht zu der von ${expected}.`,
  NOTHING_TO_REPROCESS: ({ batch_id }) =>
    `Seit Batch ${batch_id} hat sich nichts geändert, und nichts ist erzwungen.`,
  MISMATCHED_MEDIA_TYPES: ({ parameter, expected, found }) =>
    `${quoted(parameter)} ist für ${listed(expected) || "keine Medientypen"}, bekommt aber auch ${listed(found)}.`,
  PRIORITY_OUT_OF_RANGE: ({ found, minimum, maximum }) =>
    `Die Priorität ist ${found}, üblich ist ${minimum} bis ${maximum}.`,
  SERVER_ERROR_LIKELY: (params) =>
    `Der Server antwortet darauf mit ${params.server}, weil ${serverError(params)}.`,
  SERVER_ESTIMATE_DIFFERS: (params) => {
    const figures = params.candidates ?? [params.server];
    return `Der Server wird ${recipes(figures.join(" oder "))} schätzen, richtig wären ${params.expected}.`;
  },
  NOTHING_WILL_BE_CREATED: (params) =>
    `Geschätzt: ${recipes(params.estimated)}; aber es entsteht keines, weil ${created(params.because)}.`,
  CREATED_COUNT_DIFFERS: (params) => {
    const reasons = params.because.map(created);
    return `Geschätzt: ${recipes(params.estimated)}; es werden aber ${params.is_upper_bound ? "höchstens " : ""}${params.created}, weil ${reasons.join(" und ")}.`;
  },
  SUB_RECIPES_NOT_CREATED: (params) =>
    `Unterrezepte der Knoten ${listed(params.nodes)} entstehen nie, weil ${created(params.because)}.`,

  MISMATCHED_TYPE: ({ parameter, type, found }) =>
    `Ein Filter der Art ${quoted(type)} passt nicht zu ${quoted(parameter)}; das ist ${kind(found)}.`,
  UNMATCHED_FILTER: (params) =>
    `Der Filter gilt ${quoted(params.parameter)}, und das ist kein Parameter der Bedingung.${meant(params.suggestion)}`,
  UNMATCHED_PARAMETERS: ({ parameters }) => `Kein Filter sieht sich ${listed(parameters)} an.`,
  FILTER_NEVER_HOLDS: (params) =>
    `Den Filter auf ${quoted(params.parameter)} kann nichts bestehen: ${filter(params)}.`,
  REPROCESS_WARNING: ({ revision_num, problems }) =>
    `Rezepte der Revision ${revision_num} lassen sich mit dieser Definition nicht wieder verarbeiten: ${problems.map(unfit).join(" ")}`,
  UNMATCHED_CONNECTION: (params) =>
    `Knoten ${quoted(params.node)} hat keine Eingabe ${quoted(params.input)}.${meant(params.suggestion)}`,

  UNKNOWN_METRIC: (params) =>
    `Die Kennzahl ${quoted(params.field)} gibt es nicht.${meant(params.suggestion)}`,
  WRONG_LENGTH: ({ expected, found, ...where }) =>
    `${place(where)}: für ${expected} Batches stehen ${found} Werte da.`,
  DUPLICATE_BATCH: ({ id }) => `Der Batch ${id} steht zweimal da; nur der erste zählt.`,
  BROKEN_CHAIN: (params) => `Batch ${params.id} ${chain(params)}.`,
  INCOMPLETE_CHAIN: ({ root, query }) =>
    `Zur Kette von Batch ${root} kann es weitere Batches geben; ${quoted(query)} findet alle.`,
  BATCH_SUPERSEDED: ({ batch_id, root_batch_id }) =>
    `Batch ${batch_id} ist ersetzt; weiter geht es mit dem neuesten Batch der Kette von Batch ${root_batch_id}.`,
  DIFFERENT_CHAINS: ({ id, found, expected }) =>
    `Batch ${id} gehört zur Kette von Batch ${found}, der erste zu der von Batch ${expected}.`,
  DIFFERENT_RECIPE_TYPES: ({ id, found, expected }) =>
    `Batch ${id} hat den Rezepttyp ${found}, die davor haben ${expected}.`,
  STATUSES_DO_NOT_ADD_UP: ({ id, sum, total }) =>
    `Die Jobs von Batch ${id} sind nach Status ${sum}, insgesamt aber ${total}.`,
  MORE_COMPLETED_THAN_TOTAL: ({ id, metric, completed, total, total_metric }) =>
    `In Batch ${id} ist ${quoted(metric)} ${completed}, und damit mehr als ${quoted(total_metric)}, ${total}.`,
  DURATIONS_OUT_OF_ORDER: ({ id, metric, found, shorter, minimum }) =>
    `In Batch ${id} ist ${quoted(metric)} ${found}, und damit kürzer als ${quoted(shorter)}, ${minimum}.`,
  FEWER_JOBS_THAN_LISTED: ({ id, total, listed: jobs }) =>
    `Batch ${id} hat ${total} Jobs, nach den einzelnen Kennzahlen aber ${jobs}.`,
};
