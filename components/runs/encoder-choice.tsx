"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { RunConfig, RunEstimateDto, RunOptions } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { useWriteSeconds } from "./use-write-seconds.ts";

type Encoder = RunConfig["embedding"]["text"]["encoder"];

interface EncoderChoiceProps {
  readonly options: RunOptions;
  readonly seconds: RunEstimateDto["choices"]["text"] | undefined;
  readonly value: Encoder;
  readonly onChange: (encoder: Encoder) => void;
}

/** The text encoders of the registry, each with what it costs on this data. */
export function EncoderChoice({ options, seconds, value, onChange }: EncoderChoiceProps) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const writeSeconds = useWriteSeconds();
  const name = useId();
  const entries = [
    { id: "none" as const, label: t("encoder.none"), help: t("encoder.noneHelp"), isThere: true },
    ...options.encoders.map(({ id, label, help, needs }) => ({
      id: id as Encoder,
      label: say(label),
      help: say(help),
      isThere: needs !== "endpoint" || options.endpoint !== null,
    })),
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-sm">{t("encoder.label")}</legend>
      <ul className="grid gap-2.5">
        {entries.map(({ id, label, help, isThere }) => {
          const cost = seconds?.find(({ encoder }) => encoder === id)?.seconds;
          return (
            <li key={id}>
              <label className={`flex items-start gap-2 text-sm ${isThere ? "cursor-pointer" : "text-ink-3"}`}>
                <input
                  type="radio"
                  name={name}
                  checked={value === id}
                  disabled={!isThere}
                  onChange={() => onChange(id)}
                  className="mt-0.5 size-4 flex-none accent-accent"
                />
                <span className="min-w-0 flex-1">
                  {label}
                  <span className="meta block">{isThere ? help : t("encoder.noEndpoint")}</span>
                </span>
                {isThere && cost !== undefined && (
                  <span className="meta num flex-none">{t("about", { value: writeSeconds(cost) })}</span>
                )}
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
