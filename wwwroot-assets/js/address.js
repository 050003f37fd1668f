// Stores a page's state in its address without a navigation, which would scroll to the top. Back, reload and copied links use it.
export function replace(address) {
  history.replaceState(history.state, "", address);
}
