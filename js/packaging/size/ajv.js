import { Ajv2020 } from "ajv/dist/2020.js";

import schema from "../../dist/schemas/create-batch-request.schema.json";

globalThis.check = new Ajv2020().compile(schema);
