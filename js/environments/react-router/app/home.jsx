import { useEffect, useState } from "react";
import { init, validateBatch } from "scale-batch";
import { init as initForms, validateBatch as validateForm } from "scale-batch/forms";

const request = { recipe_type_id: 208, definition: { datset: 5 } };
const descriptions = () =>
  [validateBatch, validateForm].map((validate) => validate(request).errors[0].description);

export function loader() {
  return descriptions();
}

export default function Home({ loaderData }) {
  const [texts, setTexts] = useState([]);
  useEffect(() => {
    Promise.all([init(), initForms()]).then(() => setTexts(descriptions()));
  }, []);
  return (
    <>
      {loaderData.map((text, number) => (
        <p key={number}>{text}</p>
      ))}
      {texts.map((text, number) => (
        <output key={number}>{text}</output>
      ))}
    </>
  );
}
