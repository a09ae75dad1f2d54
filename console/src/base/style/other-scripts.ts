// Characters that a desk's fonts may lack: Javanese letters and emoji. A file is fetched when the page needs it.
import "@fontsource/noto-sans-javanese/400.css";
import "@fontsource/noto-emoji/400.css";
