// Facts about the viewer that only the browser knows.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
