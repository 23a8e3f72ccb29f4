// Shows what only makes sense where scripts run.

/** Takes `hidden` from everything marked so. */
export function reveal(root) {
  for (const each of root.querySelectorAll('.needs-script[hidden]')) each.hidden = false;
}
