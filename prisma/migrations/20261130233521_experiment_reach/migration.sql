-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "reach" JSONB;
