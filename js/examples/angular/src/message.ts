import { Component, input } from "@angular/core";
import type { FieldTree } from "@angular/forms/signals";

/** The messages of a field. */
@Component({
  selector: "field-message",
  template: `<p class="error" role="alert">{{ message() }}</p>`,
})
export class Message {
  readonly of = input.required<FieldTree<unknown>>();

  message(): string {
    return this.of()()
      .errors()
      .map(({ message }) => message)
      .join(" ");
  }
}
