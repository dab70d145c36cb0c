import { validateBatch } from "scale-batch";
import { validateBatch as validateForm } from "scale-batch/forms";

import Client from "./client.jsx";

// Rendered for each request, not once by the build.
export const dynamic = "force-dynamic";

const request = { recipe_type_id: 208, definition: { datset: 5 } };

export default function Page() {
  return (
    <>
      <p id="server">{validateBatch(request).errors[0].description}</p>
      <p id="server-forms">{validateForm(request).errors[0].description}</p>
      <Client />
    </>
  );
}
