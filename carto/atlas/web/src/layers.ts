/** Which lines are drawn whatever is selected. */
export interface Layers {
  readonly links: boolean;
  readonly flows: boolean;
  readonly administration: boolean;
}
