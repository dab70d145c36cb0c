/** Documents as an application holds them: instances of its classes, with dates of a library and keys of its own. */
import * as moment from "moment";

class Dataset {
  id = 41;
  title = "Scenes of June";
  description: string | null = null;
  created = moment.utc("2019-06-30T12:00:00Z");
  created_display = this.created.fromNow();
  definition = {
    parameters: { files: [{ name: "SCENE", media_types: ["image/tiff"], required: true }], json: [] },
  };
  /** How many: the files themselves are in no list. */
  files = 12;
  files_display = [{ label: "SCENE", value: "SCENE" }];
  files_per_parameter = { SCENE: 12 };
}

class RecipeNode {
  dependencies = [];
  input = { SCENE: { type: "recipe", input: "SCENE" } };
  node_type = {
    name: "Parse",
    node_type: "job",
    job_type_name: "parse",
    job_type_version: "1.0",
    job_type_revision: 1,
  };
  connections = [];
}

class RecipeType {
  id = 208;
  name = "ortho";
  title = "Ortho photos";
  description: string | null = null;
  revision_num = 2;
  deprecated: moment.Moment | null = null;
  definition = {
    input: {
      files: [{ name: "SCENE", media_types: ["image/tiff"], required: true, multiple: null }],
      json: [],
    },
    nodes: { parse: new RecipeNode() },
  };
}

/** As the official client sends it: with null in each empty field. */
export class Batch {
  title = "June, again";
  description: string | null = null;
  recipe_type_id = 208;
  supersedes = true;
  definition = { dataset: 41 };
  configuration = { priority: 100 };
}

export const context = { recipe_type: new RecipeType(), dataset: new Dataset() };
