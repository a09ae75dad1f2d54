// English; the same keys as Bahasa Indonesia.
import type { id } from "../id";
import { alerts } from "./alerts";
import { calls } from "./calls";
import { cover } from "./cover";
import { crew } from "./crew";
import { desk } from "./desk";
import { map } from "./map";
import { places } from "./places";
import { problems } from "./problems";
import { shell } from "./shell";
import { terms } from "./terms";
import { units } from "./units";
import { wall } from "./wall";

export const en: typeof id = {
  ...shell,
  ...terms,
  ...problems,
  ...desk,
  ...alerts,
  ...cover,
  ...map,
  ...units,
  ...calls,
  ...places,
  ...crew,
  ...wall,
};
