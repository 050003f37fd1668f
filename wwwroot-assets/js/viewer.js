// What only the browser knows of the one who looks.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
