import { initialsOf, toneOf } from "@chorus/design/person-mark";
import { useState } from "preact/hooks";
import { photoOf } from "../state/photos.ts";
import { Icon } from "./icon.tsx";

interface AvatarProps {
  /** Decides the colour, as at the desk; the name where there is none. */
  id?: string | null | undefined;
  name: string;
  avatar: string | null | undefined;
  /** In pixels. */
  size: number;
}

/** A person's photo, or their initials when there is none or it does not load. */
export function Avatar({ id, name, avatar, size }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const photo = photoOf(avatar);
  return (
    <span class={`avatar tone-${toneOf(id ?? name)}`} style={{ "--size": `${size}px` }}>
      {photo && photo !== broken ? (
        <img src={photo} alt="" width={size} height={size} onError={() => setBroken(photo)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}

/** Who is no person has no face. */
export function RobotAvatar({ size }: { size: number }) {
  return (
    <span class="avatar robot-avatar" style={{ "--size": `${size}px` }}>
      <Icon name="robot" size={14} />
    </span>
  );
}

export type Person = Pick<AvatarProps, "id" | "name" | "avatar">;

/** Up to three people, one over the other. */
export function Faces({ people, size }: { people: readonly Person[]; size: number }) {
  return (
    <span class="faces" aria-hidden="true">
      {people.map((person, index) => (
        <Avatar key={index} {...person} size={size} />
      ))}
    </span>
  );
}
