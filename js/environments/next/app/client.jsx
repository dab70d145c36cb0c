"use client";

import { useEffect, useState } from "react";
import { init, validateBatch } from "scale-batch";
import { init as initForms, validateBatch as validateForm } from "scale-batch/forms";

const request = { recipe_type_id: 208, definition: { datset: 5 } };

export default function Client() {
  const [texts, setTexts] = useState([]);
  useEffect(() => {
    Promise.all([init(), initForms()]).then(() =>
      setTexts([validateBatch, validateForm].map((validate) => validate(request).errors[0].description)),
    );
  }, []);
  return texts.map((text, number) => <output key={number}>{text}</output>);
}
