import { NgModule } from "@angular/core";
import { ReactiveFormsModule } from "@angular/forms";
import { BrowserModule } from "@angular/platform-browser";

import { BatchFormComponent } from "./batch-form.component";

@NgModule({
  imports: [BrowserModule, ReactiveFormsModule],
  declarations: [BatchFormComponent],
  bootstrap: [BatchFormComponent],
})
export class AppModule {}
