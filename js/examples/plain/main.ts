import { asSent, BatchValidator, createRequestSchema, init } from "scale-batch";
import type { CreateBatchRequest, FormValues } from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

const form = document.querySelector("form")!;

/** How many inputs are mapped. */
let rows = 0;

function values(): FormValues<CreateBatchRequest> {
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const inputMap = Array.from({ length: rows }, (_, row) => ({
    input: input(`configuration.inputMap.${row}.input`).value,
    datasetParameter: input(`configuration.inputMap.${row}.datasetParameter`).value,
  }));
  return {
    title: input("title").value,
    recipe_type_id: numberIn(input("recipe_type_id").value),
    definition: {
      dataset: numberIn(input("definition.dataset").value),
      supersedes: input("definition.supersedes").checked,
    },
    configuration: { priority: numberIn(input("configuration.priority").value), inputMap },
  };
}

void init().then(() => {
  const validator = new BatchValidator(context);
  const schema = createRequestSchema.withContext(validator).forForm();

  function check(): void {
    const { issues = [] } = schema["~standard"].validate(values());
    const left = new Set(issues);
    for (const input of form.querySelectorAll("input")) {
      const mine = issues.filter(({ path }) => path.join(".") === input.name);
      mine.forEach((issue) => left.delete(issue));
      const message = mine.map(({ message }) => message).join(" ");
      input.closest("div")!.querySelector(".error")!.textContent = message;
    }
    document.querySelector("#other")!.textContent = [...left].map(({ message }) => message).join(" ");

    const report = validator.validate(asSent<CreateBatchRequest>(values()), { service: "create" });
    const warnings = report.warnings.map(({ description }) => description);
    document.querySelector("#warnings")!.textContent = warnings.join(" ");
    document.querySelector("output")!.textContent = String(report.recipes_estimated ?? "?");
  }
  form.addEventListener("input", check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const result = schema["~standard"].validate(values());
    if (!result.issues) console.log(asSent<CreateBatchRequest>(values()));
  });
  form.querySelector("#add")!.addEventListener("click", () => {
    const row = form.querySelector("template")!.content.cloneNode(true) as DocumentFragment;
    for (const input of row.querySelectorAll("input")) {
      input.name = `configuration.inputMap.${rows}.${input.name}`;
    }
    form.querySelector("#add")!.before(row);
    rows += 1;
    check();
  });
  check();
});
