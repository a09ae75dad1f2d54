// Signs that a desk's own fonts may lack: Javanese letters and emoji. Each file is fetched when one of its signs is on the page.
import "@fontsource/noto-sans-javanese/400.css";
import "@fontsource/noto-emoji/400.css";
