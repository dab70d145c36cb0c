import { BatchValidator, createRequestSchema, init, withoutEmptyFields } from "scale-batch";
import type { CreateBatchRequest } from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

const form = document.querySelector("form")!;

function values() {
  const text = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value;
  return {
    title: text("title"),
    recipe_type_id: numberIn(text("recipe_type_id")),
    definition: { dataset: numberIn(text("definition.dataset")) },
    configuration: { priority: numberIn(text("configuration.priority")) },
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

    const report = validator.validate(withoutEmptyFields<CreateBatchRequest>(values()));
    const warnings = report.warnings.map(({ description }) => description);
    document.querySelector("#warnings")!.textContent = warnings.join(" ");
    document.querySelector("output")!.textContent = String(report.recipes_estimated ?? "?");
  }
  form.addEventListener("input", check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const result = schema["~standard"].validate(values());
    if (!result.issues) console.log(result.value);
  });
  check();
});
