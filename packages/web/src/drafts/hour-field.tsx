/** A date and hour in the reader's own zone; kept as an instant in UTC, empty where there is none. */
export function HourField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (instant: string) => void;
}) {
  return (
    <label className="labelled">
      {label}
      <input
        type="datetime-local"
        value={localOf(value)}
        onChange={({ target }) => onChange(target.value === '' ? '' : new Date(target.value).toISOString())}
      />
    </label>
  );
}

function localOf(at: string): string {
  if (at === '') return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
