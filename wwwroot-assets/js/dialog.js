// The browser's own modal dialog: it traps the focus, closes on Escape and restores the focus.
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  dialog.onclick ??= (event) => {
    // Only a click on the backdrop has the dialog itself as its target; its content is inside.
    if (event.target === dialog) dialog.close();
  };
}

export const close = (dialog) => dialog.close();
