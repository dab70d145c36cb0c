import { descriptions } from "../descriptions.js";

export const load = () => ({ texts: descriptions() });
