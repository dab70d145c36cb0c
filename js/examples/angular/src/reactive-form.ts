import { Component } from "@angular/core";
import { FormArray, FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import {
  asSent,
  BatchValidator,
  createRequestSchema,
  reactiveValidator,
  type CreateBatchRequest,
  type FormValues,
  type ReactiveErrors,
  type ValidationReport,
} from "scale-batch";

import { context } from "../../context.js";
import { numberIn } from "../../fields.js";

/** The values of the form: without those of disabled controls. */
interface Values {
  title?: string | null;
  recipe_type_id?: string | null;
  definition?: { dataset?: string | null; supersedes?: boolean | null };
  configuration?: { priority?: string | null; inputMap?: { input: string; datasetParameter: string }[] };
}

@Component({
  selector: "reactive-batch-form",
  imports: [ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="create()" novalidate>
      <div>
        <label>Title <input formControlName="title" /></label>
        <p class="error" role="alert">{{ messages("title") }}</p>
      </div>
      <div>
        <label>Recipe type <input inputmode="numeric" formControlName="recipe_type_id" /></label>
        <p class="error" role="alert">{{ messages("recipe_type_id") }}</p>
      </div>
      <ng-container formGroupName="definition">
        <div>
          <label>Dataset <input inputmode="numeric" formControlName="dataset" /></label>
          <p class="error" role="alert">{{ messages("definition.dataset") }}</p>
        </div>
        <div>
          <label>Supersede recipes <input type="checkbox" formControlName="supersedes" /></label>
          <p class="error" role="alert">{{ messages("definition.supersedes") }}</p>
        </div>
      </ng-container>
      <ng-container formGroupName="configuration">
        <div>
          <label>Priority <input inputmode="numeric" formControlName="priority" /></label>
          <p class="error" role="alert">{{ messages("configuration.priority") }}</p>
        </div>
        <ng-container formArrayName="inputMap">
          @for (row of rows.controls; track row; let index = $index) {
            <ng-container [formGroupName]="index">
              <div>
                <label>Recipe input <input formControlName="input" /></label>
                <p class="error" role="alert">{{ messages("configuration.inputMap." + index + ".input") }}</p>
              </div>
              <div>
                <label>Dataset parameter <input formControlName="datasetParameter" /></label>
                <p class="error" role="alert">
                  {{ messages("configuration.inputMap." + index + ".datasetParameter") }}
                </p>
              </div>
            </ng-container>
          }
        </ng-container>
      </ng-container>
      <button type="button" (click)="mapInput()">Map an input</button>
      <p class="error" role="alert">{{ messages("") }}</p>
      @for (warning of report().warnings; track $index) {
        <p class="warning">{{ warning.description }}</p>
      }
      <button>Create the batch of {{ report().recipes_estimated ?? "?" }} recipes</button>
    </form>
  `,
})
export class ReactiveBatchForm {
  readonly validator = new BatchValidator(context);
  readonly rows = new FormArray<FormGroup>([]);
  readonly form = new FormGroup(
    {
      title: new FormControl(""),
      recipe_type_id: new FormControl("208"),
      definition: new FormGroup({ dataset: new FormControl("1"), supersedes: new FormControl(true) }),
      configuration: new FormGroup({ priority: new FormControl(""), inputMap: this.rows }),
    },
    { validators: reactiveValidator(createRequestSchema.withContext(this.validator).forForm(), requestIn) },
  );

  /** The messages of a control; those of the form itself belong to no control. */
  messages(path: string): string {
    const control = path === "" ? this.form : this.form.get(path);
    const { scaleBatch = [] } = (control?.errors ?? {}) as Partial<ReactiveErrors>;
    return scaleBatch.map(({ message }) => message).join(" ");
  }

  /** Warnings do not make the form invalid, so get them from the report. */
  report(): ValidationReport {
    return this.validator.validate(this.request(), { service: "create" });
  }

  mapInput(): void {
    this.rows.push(new FormGroup({ input: new FormControl(""), datasetParameter: new FormControl("") }));
  }

  create(): void {
    if (this.form.valid) console.log(this.request());
  }

  private request(): CreateBatchRequest {
    return asSent<CreateBatchRequest>(requestIn(this.form.value));
  }
}

/** The values of the form, whose controls hold strings, with numbers. */
function requestIn(values: Values): FormValues<CreateBatchRequest> {
  const { definition, configuration } = values;
  return {
    ...values,
    recipe_type_id: numberIn(values.recipe_type_id ?? ""),
    definition: { ...definition, dataset: numberIn(definition?.dataset ?? "") },
    configuration: { ...configuration, priority: numberIn(configuration?.priority ?? "") },
  };
}
