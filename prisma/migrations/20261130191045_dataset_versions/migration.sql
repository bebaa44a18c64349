-- AlterTable
ALTER TABLE "upload" ADD COLUMN     "isCurrent" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "dataset" DROP COLUMN "ingestKey",
DROP COLUMN "summary";

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "versionId" TEXT;

-- CreateTable
CREATE TABLE "dataset_version" (
    "id" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "tables" JSONB NOT NULL,
    "previewKey" TEXT NOT NULL,
    "ingestKey" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_DatasetVersionToUpload" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_DatasetVersionToUpload_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_datasetId_number_key" ON "dataset_version"("datasetId", "number");

-- CreateIndex
CREATE INDEX "_DatasetVersionToUpload_B_index" ON "_DatasetVersionToUpload"("B");

-- CreateIndex
CREATE INDEX "run_versionId_idx" ON "run"("versionId");

-- AddForeignKey
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "dataset_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_DatasetVersionToUpload" ADD CONSTRAINT "_DatasetVersionToUpload_A_fkey" FOREIGN KEY ("A") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_DatasetVersionToUpload" ADD CONSTRAINT "_DatasetVersionToUpload_B_fkey" FOREIGN KEY ("B") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
