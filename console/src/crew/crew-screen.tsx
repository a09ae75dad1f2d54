export default function CrewScreen() {
  return null;
}
