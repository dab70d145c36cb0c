import { asSent, BatchValidator, checkStep, createRequestSchema, init } from "scale-batch";
import type { CreateBatchRequest, FormValues } from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

const form = document.querySelector("form")!;
const steps = [...form.querySelectorAll("fieldset")];
const next = form.querySelector<HTMLButtonElement>("#next")!;

/** The step that is shown. */
let current = 0;

function values(): FormValues<CreateBatchRequest> {
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  return {
    title: input("title").value,
    recipe_type_id: numberIn(input("recipe_type_id").value),
    definition: {
      dataset: numberIn(input("definition.dataset").value),
      supersedes: input("definition.supersedes").checked,
    },
    configuration: { priority: numberIn(input("configuration.priority").value) },
  };
}

void init().then(() => {
  const schema = createRequestSchema.withContext(new BatchValidator(context)).forForm();

  function show(): void {
    steps.forEach((step, index) => (step.hidden = index !== current));
    const paths = steps[current]!.dataset["paths"]!.split(" ");
    const { errors, pending } = checkStep(schema, values(), { paths });
    const left = new Set(errors);
    for (const input of steps[current]!.querySelectorAll("input")) {
      const mine = errors.filter(({ path }) => path.join(".") === input.name);
      mine.forEach((error) => left.delete(error));
      const message = mine.map(({ message }) => message).join(" ");
      input.closest("div")!.querySelector(".error")!.textContent = message;
    }
    form.querySelector("#other")!.textContent = [...left].map(({ message }) => message).join(" ");
    form.querySelector("#pending")!.textContent = pending.map(({ message }) => message).join(" ");
    next.disabled = errors.length + pending.length > 0;
    next.textContent = current === steps.length - 1 ? "Create the batch" : "Next";
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (current < steps.length - 1) {
      current += 1;
      show();
      return;
    }
    const { issues = [] } = schema["~standard"].validate(values());
    if (issues.length === 0) console.log(asSent<CreateBatchRequest>(values()));
    else form.querySelector("#other")!.textContent = issues.map(({ message }) => message).join(" ");
  });
  form.querySelector("#back")!.addEventListener("click", () => {
    current = Math.max(current - 1, 0);
    show();
  });
  show();
});
