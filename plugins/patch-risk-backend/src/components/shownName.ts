/** A component's name with the group that it is unique in: `org.apache.logging.log4j/log4j-core`. */
export function shownName(component: { name: string; group?: string }): string {
  const { name, group } = component;
  return group === undefined ? name : `${group}/${name}`;
}
