import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components/TextField';
import styles from './field.module.css';

/** One line or several of text with its label above and its help below; `fault` says what is wrong and how it should be. */
export function Field({
  label,
  help,
  fault,
  lines = 1,
  ...rest
}: Omit<TextFieldProps, 'children'> & {
  readonly label: ReactNode;
  readonly help?: string;
  readonly fault?: string;
  readonly lines?: number;
}) {
  return (
    <TextField {...rest} className={styles['field']} isInvalid={fault !== undefined}>
      <Label>{label}</Label>
      {lines > 1 ? <TextArea rows={lines} /> : <Input />}
      {help !== undefined && (
        <Text slot="description" className="soft">
          {help}
        </Text>
      )}
      <FieldError>{fault}</FieldError>
    </TextField>
  );
}
