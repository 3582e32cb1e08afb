// Copies the experiment as a link and puts it into the address bar; where copying is refused, offers it for copying by hand.

import { Popover, TextInput } from '@mantine/core';
import { Link } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../store/SessionContext.ts';
import css from './ShareButton.module.css';

interface Shared {
  readonly url: string;
  readonly copied: boolean;
}

async function copy(url: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    // Refused, or not offered on an insecure origin: the visitor copies by hand.
    return false;
  }
}

function Result({ url, copied }: Shared) {
  if (copied) {
    return (
      <p>
        <b>Link copied.</b> Whoever opens it sees this experiment and can run it.
      </p>
    );
  }
  return (
    <TextInput
      label="The browser did not allow copying. Copy the link by hand:"
      value={url}
      readOnly
      data-autofocus
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}

export function ShareButton({ compact = false }: { compact?: boolean }) {
  const session = useSession();
  const [shared, setShared] = useState<Shared | null>(null);
  const share = async () => {
    const url = session.link();
    setShared({ url, copied: await copy(url) });
  };
  return (
    <Popover
      opened={shared !== null}
      onChange={(opened) => !opened && setShared(null)}
      position="bottom-end"
      trapFocus={shared?.copied === false}
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={compact ? 'ib' : 'btn'}
          aria-label={compact ? 'Share' : undefined}
          onClick={() => void share()}
        >
          <Link size={compact ? 17 : 15} strokeWidth={1.8} aria-hidden="true" />
          {!compact && 'Share'}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.result} aria-label="Share">
        <div role="status">{shared && <Result {...shared} />}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
