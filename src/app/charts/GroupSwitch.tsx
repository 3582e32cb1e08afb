// Chooses which group of capabilities the overlay shows: one radio button per group that was measured.

import { useId } from 'react';
import type { CapabilityGroup } from '../../core/runRecord.ts';

/** The groups as the page names them. */
export const GROUP_NAMES: Readonly<Record<CapabilityGroup, string>> = {
  general: 'general',
  old: 'old',
  new: 'new',
  composed: 'pairs',
};

interface GroupSwitchProps {
  readonly groups: readonly CapabilityGroup[];
  readonly chosen: CapabilityGroup;
  readonly onChoose: (group: CapabilityGroup) => void;
}

/** A segmented control of native radio buttons: arrows, focus and announcement come with them. */
export function GroupSwitch({ groups, chosen, onChoose }: GroupSwitchProps) {
  const name = useId();
  return (
    <fieldset className="ch-groups">
      <legend className="vh">Capabilities shown</legend>
      {groups.map((group) => (
        <label key={group} data-chosen={group === chosen || undefined}>
          <input
            type="radio"
            className="vh"
            name={name}
            checked={group === chosen}
            onChange={() => onChoose(group)}
          />
          {GROUP_NAMES[group]}
        </label>
      ))}
    </fieldset>
  );
}
