// The unit board as its own screen.
import { UnitBoard } from "../../parts/units/unit-board";

export default function UnitsScreen() {
  return (
    <div className="units-screen">
      <UnitBoard />
    </div>
  );
}
