// The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back.
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  dialog.onclick ??= (event) => {
    // Only the backdrop is the dialog itself; all else is within its content.
    if (event.target === dialog) dialog.close();
  };
}

export const close = (dialog) => dialog.close();
