"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SampleButton } from "../datasets/sample-button.tsx";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { CloudPicture, ListPicture, TablePicture } from "../ui/pictures.tsx";
import { useMay } from "../workspace/use-me.ts";

/** The first home: where this leads, and two ways to begin. */
export function ThreeSteps() {
  const t = useTranslations("home");
  const datasets = useTranslations("datasets");
  const mayUpload = useMay("analyst");
  return (
    <div className="mx-auto grid max-w-[980px] gap-8 py-[6vh]">
      <div className="grid justify-items-center gap-2 text-center">
        <h1 className="text-[26px] leading-[34px]">{t("welcome")}</h1>
        <p className="text-ink-2">{t("welcomeText")}</p>
      </div>
      <ol className="grid gap-4 md:grid-cols-3">
        <Step picture={<TablePicture />} title={t("step1")} text={t("step1Text")} />
        <Step picture={<CloudPicture />} title={t("step2")} text={t("step2Text")} />
        <Step picture={<ListPicture />} title={t("step3")} text={t("step3Text")} />
      </ol>
      {mayUpload && (
        <div className="grid justify-items-center gap-3">
          <div className="flex flex-wrap justify-center gap-2">
            <SampleButton tone="primary" />
            <Button asChild>
              <Link href="/data?upload=1">{datasets("upload")}</Link>
            </Button>
          </div>
          <p className="meta max-w-[64ch] text-center">{datasets("sampleText")}</p>
        </div>
      )}
    </div>
  );
}

interface StepProps {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text: string;
}

function Step({ picture, title, text }: StepProps) {
  return (
    <li className="card grid content-start justify-items-start gap-2 p-5">
      {picture}
      <h2 className="mt-1">{title}</h2>
      <p className="text-ink-2">{text}</p>
    </li>
  );
}
