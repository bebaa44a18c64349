-- AlterTable
ALTER TABLE "export" ADD COLUMN     "excluded" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "listKey" TEXT,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "status" SET DEFAULT 'made';
