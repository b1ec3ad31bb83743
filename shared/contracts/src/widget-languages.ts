/** The languages the widget speaks; apart from the schemas, for what has to be small. */
export const WIDGET_LANGUAGES = ["en", "de", "es", "ar"] as const;
