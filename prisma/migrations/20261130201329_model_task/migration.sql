-- CreateTable
CREATE TABLE "model_task" (
    "modelId" TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempt" TEXT,
    "file" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "result" JSONB,
    "error" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "model_task_pkey" PRIMARY KEY ("modelId","precision","kind")
);
