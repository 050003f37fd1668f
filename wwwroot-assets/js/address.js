// Puts a page's state into its address without a navigation, which would scroll to the top. Back, reload and a copied link find it there.
export function replace(address) {
  history.replaceState(history.state, "", address);
}
