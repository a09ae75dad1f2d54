// The unit board as a screen of its own.
import { UnitBoard } from "../../parts/units/unit-board";

export default function UnitsScreen() {
  return (
    <div className="units-screen">
      <UnitBoard />
    </div>
  );
}
