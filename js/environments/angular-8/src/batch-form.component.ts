import { Component, OnInit } from "@angular/core";
import { AbstractControl, FormBuilder, FormGroup } from "@angular/forms";
import { BatchValidator, createRequestSchema, init, withoutEmptyFields } from "scale-batch/forms";
import { CreateBatchRequest, FormValues, ValidationReport } from "scale-batch/forms";
import { startWith } from "rxjs/operators";

import { Dataset, RecipeType } from "./documents";

@Component({
  selector: "app-batch-form",
  templateUrl: "./batch-form.component.html",
})
export class BatchFormComponent implements OnInit {
  form = this.formBuilder.group({
    title: "",
    description: null,
    recipe_type_id: 208,
    definition: this.formBuilder.group({ dataset: 41 }),
    configuration: this.formBuilder.group({ priority: null }),
  });
  report: ValidationReport | undefined;
  /** Why nothing is checked before the request is sent. */
  obstacle = "";
  sent = "";

  constructor(private formBuilder: FormBuilder) {}

  ngOnInit() {
    // The address is below the base href, as those of all assets are.
    init("assets/scale_batch_forms_bg.wasm").then(
      () => this.checkEachChange(),
      ({ message }) => (this.obstacle = message),
    );
  }

  messages(path: string): string {
    const { errors } = this.form.get(path) as AbstractControl;
    return errors === null ? "" : errors.scaleBatch;
  }

  /** How many recipes the batch has, where that is known. */
  size(): string {
    const recipes = this.report === undefined ? null : this.report.recipes_estimated;
    return recipes === null ? "" : ` of ${recipes} recipes`;
  }

  create() {
    this.sent = JSON.stringify(this.request());
  }

  private checkEachChange() {
    const validator = new BatchValidator({ recipe_type: new RecipeType(), dataset: new Dataset() });
    const schema = createRequestSchema.withContext(validator).forForm();
    this.form.valueChanges
      .pipe(startWith(this.form.value))
      .subscribe((values: FormValues<CreateBatchRequest>) => {
        const { issues = [] } = schema["~standard"].validate(values);
        clearErrors(this.form);
        for (const { message, path } of issues) {
          addError(nearestControl(this.form, path), message);
        }
        this.report = validator.validate(this.request());
      });
  }

  /** The request to send: without the fields that are empty. */
  private request(): CreateBatchRequest {
    return withoutEmptyFields<CreateBatchRequest>(this.form.value);
  }
}

function clearErrors(control: AbstractControl) {
  if (control instanceof FormGroup) {
    Object.keys(control.controls).forEach((name) => clearErrors(control.controls[name]));
  }
  control.setErrors(null);
}

function addError(control: AbstractControl, message: string) {
  const others = control.errors === null ? "" : control.errors.scaleBatch + " ";
  control.setErrors({ scaleBatch: others + message });
}

/** The control at the path, or the nearest around it: not every field of a request has one. */
function nearestControl(form: FormGroup, path: ReadonlyArray<string | number>): AbstractControl {
  for (let length = path.length; length > 0; length--) {
    const control = form.get(path.slice(0, length));
    if (control !== null) {
      return control;
    }
  }
  return form;
}
