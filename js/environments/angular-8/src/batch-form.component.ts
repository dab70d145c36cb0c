import { Component, OnInit } from "@angular/core";
import { FormBuilder } from "@angular/forms";
import {
  BatchValidator,
  CreateBatchRequest,
  createRequestSchema,
  init,
  reactiveValidator,
  SchemaIssue,
  ValidationReport,
  withoutEmptyFields,
} from "scale-batch/forms";

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
    const { errors } = this.form.get(path) || this.form;
    const issues: ReadonlyArray<SchemaIssue> = errors === null ? [] : errors.scaleBatch;
    return issues.map(({ message }) => message).join(" ");
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
    this.form.valueChanges.subscribe(() => (this.report = validator.validate(this.request())));
    this.form.setValidators(reactiveValidator(schema));
    this.form.updateValueAndValidity();
  }

  /** The request to send: without the fields that are empty. */
  private request(): CreateBatchRequest {
    return withoutEmptyFields<CreateBatchRequest>(this.form.value);
  }
}
