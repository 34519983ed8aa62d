import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { tell } from './toasts.tsx';

/** A text to take along: it can be read, selected, and put on the clipboard with a button that says what is copied. */
export function CopyField({
  label,
  value,
  help,
  copy,
}: {
  readonly label: string;
  readonly value: string;
  readonly help: string;
  readonly copy: string;
}) {
  const { say } = useWords();
  return (
    <>
      <Field label={label} value={value} help={help} isReadOnly />
      <Button
        onPress={() =>
          void navigator.clipboard.writeText(value).then(
            () => tell(say('part.copied')),
            () => tell(say('part.not-copied')),
          )
        }
      >
        {copy}
      </Button>
    </>
  );
}
