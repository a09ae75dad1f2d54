// A form in a dialog, built from a description of its fields.
import { useRef } from "react";
import { type FieldErrors, type RegisterOptions, type UseFormRegister, useForm } from "react-hook-form";
import type { Send } from "../../live/command";
import { useCommand } from "../../live/command";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";
import { PlaceField } from "./place-field";
import { useWords } from "./words";

export type Values = Record<string, string | string[]>;

export type FormField = {
  name: string;
  label: string;
  hint?: string;
  input?: "text" | "number" | "select" | "many" | "place";
  options?: readonly { value: string; label: string }[];
  required?: boolean;
  /** A regular expression the text must match. */
  pattern?: string;
  min?: number;
  max?: number;
};

type Props<T> = {
  title: string;
  fields: readonly FormField[];
  values: Values;
  send: (values: Values) => Send<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
  submit?: string;
  note?: string;
};

export function FormDialog<T>({ title, fields, values, send, onDone, onClose, submit, note }: Props<T>) {
  const { t } = useWords();
  const command = useCommand();
  // The form library focuses the first wrong field late, and twice: it would take the focus from someone typing.
  const typedOn = useRef(false);
  const { register, handleSubmit, setValue, setFocus, watch, formState } = useForm<Values>({
    defaultValues: values,
    shouldFocusError: false,
  });
  const toFirstWrong = (errors: FieldErrors<Values>) => {
    const wrong = fields.find(({ name }) => name in errors);
    if (wrong && !typedOn.current) setFocus(wrong.name);
  };
  const save = async (form: Values) => {
    const answer = await command.run(send(form));
    if (answer !== undefined) onDone(answer);
  };
  return (
    <Ask title={title} onClose={onClose}>
      <form
        className="setup-form"
        onInput={() => {
          typedOn.current = true;
        }}
        onSubmit={(event) => {
          typedOn.current = false;
          void handleSubmit(save, toFirstWrong)(event);
        }}
        noValidate
      >
        {note && <p className="muted wide">{note}</p>}
        {fields.map((field) =>
          field.input === "place" ? (
            <PlaceField
              key={field.name}
              field={field}
              value={String(watch(field.name) ?? "")}
              onChange={(value) => setValue(field.name, value, { shouldValidate: formState.isSubmitted })}
              register={register}
              wrong={field.name in formState.errors}
            />
          ) : (
            <Field
              key={field.name}
              field={field}
              initial={values[field.name]}
              register={register}
              errors={formState.errors}
            />
          ),
        )}
        <div className="wide">
          <CommandMessage command={command} />
        </div>
        <div className="row wide">
          <button type="submit" className="primary">
            {submit ?? t("save")}
          </button>
          <button type="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Ask>
  );
}

type FieldProps = {
  field: FormField;
  initial: string | string[] | undefined;
  register: UseFormRegister<Values>;
  errors: FieldErrors<Values>;
};

function Field({ field, initial, register, errors }: FieldProps) {
  const { t } = useWords();
  const id = `setup-${field.name}`;
  const wrong = useWrong(field, errors);
  const rules = rulesOf(field);
  const described = {
    id,
    "aria-invalid": wrong !== null,
    "aria-required": field.required ?? false,
    "aria-describedby": `${id}-hint`,
    ...register(field.name, rules),
  };
  const isTyped = field.input === undefined || field.input === "text" || field.input === "number";
  const hint = field.hint ?? (isTyped && !field.required ? t("optional") : "");
  return (
    <>
      {field.input === "many" ? (
        <span className="label">{field.label}</span>
      ) : (
        <label htmlFor={id}>{field.label}</label>
      )}
      <div>
        {field.input === "select" && (
          <select {...described}>
            {(!field.required || initial === "") && <option value="">{t("none")}</option>}
            {field.options?.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
        {field.input === "many" && (
          <fieldset className="many" aria-describedby={`${id}-hint`} data-wrong={wrong !== null}>
            <legend className="visually-hidden">{field.label}</legend>
            {field.options?.map(({ value, label }) => (
              <label key={value} className="row">
                <input type="checkbox" value={value} {...register(field.name, rules)} />
                {label}
              </label>
            ))}
          </fieldset>
        )}
        {(field.input === undefined || field.input === "text") && (
          <input {...described} autoComplete="off" spellCheck={false} maxLength={200} />
        )}
        {field.input === "number" && <input {...described} type="number" min={field.min} max={field.max} />}
        <p id={`${id}-hint`} className={wrong ? "bad hint" : "muted hint"}>
          {[wrong, hint].filter(Boolean).join(": ")}
        </p>
      </div>
    </>
  );
}

function rulesOf(field: FormField): RegisterOptions<Values> {
  return {
    validate: { filled: (value) => !field.required || manyOf(value).join("").trim() !== "" },
    ...(field.pattern && { pattern: new RegExp(`^(${field.pattern})$`) }),
    ...(field.min !== undefined && { min: field.min }),
    ...(field.max !== undefined && { max: field.max }),
  };
}

/** Returns the field's error as text. */
function useWrong({ name, min, max }: FormField, errors: FieldErrors<Values>): string | null {
  const { t } = useWords();
  switch (errors[name]?.type) {
    case undefined:
      return null;
    case "filled":
      return t("required");
    case "pattern":
      return t("unusable");
    default:
      return t("out_of_range", { min, max });
  }
}

/** Returns null for an empty field. */
export const textOf = (value: string | string[] | undefined): string | null => String(value ?? "").trim() || null;

export const numberOf = (value: string | string[] | undefined): number | null => {
  const text = textOf(value);
  return text === null ? null : Number(text);
};

export const manyOf = (value: string | string[] | undefined): string[] =>
  Array.isArray(value) ? value : value ? [value] : [];
