/** Documents as the application holds them: instances of its classes, with dates of moment and keys of its own. */
import * as moment from "moment";

const files = [{ name: "SCENE", media_types: ["image/tiff"], required: true, multiple: null }];

export class Dataset {
  id = 41;
  title = "Scenes of June";
  description: string | null = null;
  created = moment.utc("2019-06-30T12:00:00Z");
  created_display = this.created.fromNow();
  definition = { parameters: { files, json: [] } };
  /** How many: the files themselves are in no list. */
  files = 12;
  files_display = "SCENE";
  files_per_parameter = { SCENE: 12 };
}

export class RecipeNode {
  dependencies = [];
  input = { SCENE: { type: "recipe", input: "SCENE", input_name: "Scene" } };
  node_type = {
    name: "Parse",
    node_type: "job",
    job_type_name: "parse",
    job_type_version: "1.0",
    job_type_revision: 1,
  };
  connections = [];
}

export class RecipeType {
  id = 208;
  name = "ortho";
  title = "Ortho photos";
  description: string | null = null;
  revision_num = 2;
  deprecated: moment.Moment | null = null;
  disabled = false;
  definition = { input: { files, json: [] }, nodes: { parse: new RecipeNode() } };
}
