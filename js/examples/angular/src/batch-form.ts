import { Component, computed, signal } from "@angular/core";
import { form, FormField, validateStandardSchema } from "@angular/forms/signals";
import { asSent, BatchValidator, createRequestSchema, type CreateBatchRequest } from "scale-batch";

import { context } from "../../context.js";
import { Message } from "./message.js";

/** The fields of the form. Signal forms only know fields that have a value, so an empty number is null. */
interface Values {
  title: string;
  recipe_type_id: number | null;
  definition: { dataset: number | null; supersedes: boolean };
  configuration: { priority: number | null; inputMap: { input: string; datasetParameter: string }[] };
}

@Component({
  selector: "batch-form",
  imports: [FormField, Message],
  template: `
    <form (submit)="create($event)" novalidate>
      <div>
        <label>Title <input [formField]="batch.title" /></label>
        <field-message [of]="batch.title" />
      </div>
      <div>
        <label>Recipe type <input type="number" [formField]="batch.recipe_type_id" /></label>
        <field-message [of]="batch.recipe_type_id" />
      </div>
      <div>
        <label>Dataset <input type="number" [formField]="batch.definition.dataset" /></label>
        <field-message [of]="batch.definition.dataset" />
      </div>
      <div>
        <label>Priority <input type="number" [formField]="batch.configuration.priority" /></label>
        <field-message [of]="batch.configuration.priority" />
      </div>
      <div>
        <label> Supersede recipes <input type="checkbox" [formField]="batch.definition.supersedes" /> </label>
        <field-message [of]="batch.definition.supersedes" />
      </div>
      @for (row of batch.configuration.inputMap; track row) {
        <div>
          <label>Recipe input <input [formField]="row.input" /></label>
          <field-message [of]="row.input" />
        </div>
        <div>
          <label>Dataset parameter <input [formField]="row.datasetParameter" /></label>
          <field-message [of]="row.datasetParameter" />
        </div>
      }
      <button type="button" (click)="mapInput()">Map an input</button>
      <field-message [of]="batch" />
      @for (warning of report().warnings; track $index) {
        <p class="warning">{{ warning.description }}</p>
      }
      <button>Create the batch of {{ report().recipes_estimated ?? "?" }} recipes</button>
    </form>
  `,
})
export class BatchForm {
  readonly values = signal<Values>({
    title: "",
    recipe_type_id: 208,
    definition: { dataset: 1, supersedes: true },
    configuration: { priority: null, inputMap: [] },
  });
  readonly validator = new BatchValidator(context);
  readonly batch = form(this.values, (path) =>
    validateStandardSchema(path, createRequestSchema.withContext(this.validator).forForm()),
  );
  /** Warnings do not make the form invalid, so get them from the report. */
  readonly report = computed(() => this.validator.validate(this.request(), { service: "create" }));

  mapInput(): void {
    this.values.update((values) => {
      const { inputMap, priority } = values.configuration;
      const row = { input: "", datasetParameter: "" };
      return { ...values, configuration: { priority, inputMap: [...inputMap, row] } };
    });
  }

  create(event: Event): void {
    event.preventDefault();
    if (this.batch().valid()) console.log(this.request());
  }

  private request(): CreateBatchRequest {
    return asSent<CreateBatchRequest>(this.values());
  }
}
