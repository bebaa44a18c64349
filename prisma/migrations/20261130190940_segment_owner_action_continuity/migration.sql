-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "action" TEXT,
ADD COLUMN     "continuesId" TEXT,
ADD COLUMN     "ownerId" TEXT;

-- CreateIndex
CREATE INDEX "segment_continuesId_idx" ON "segment"("continuesId");

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_continuesId_fkey" FOREIGN KEY ("continuesId") REFERENCES "segment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
