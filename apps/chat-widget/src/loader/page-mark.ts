/**
 * A mark in the page's own storage, the only kind of thing that is kept there. Says whether it is set, or sets it.
 * @param storage a function, because even naming `localStorage` throws where it is denied
 */
export function pageMark(storage: () => Storage, name: string): (isSet?: boolean) => boolean {
  return (isSet) => {
    try {
      if (isSet) storage().setItem(name, "1");
      else if (isSet === false) storage().removeItem(name);
      else return storage().getItem(name) === "1";
    } catch {
      // Storage is blocked: then the chat is loaded when it is opened.
    }
    return false;
  };
}
