-- AlterTable
ALTER TABLE "dataset" ADD COLUMN     "isSample" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "previewKey" TEXT,
ADD COLUMN     "previewState" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "leaseUntil" TIMESTAMP(3),
ADD COLUMN     "rerunOf" TEXT,
ADD COLUMN     "ticket" BIGINT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "dueAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
