// Bahasa Indonesia, the default language; its keys are the contract for every other language.
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

export const id = {
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
