-- a copy sends nothing to any provider until somebody enables one there
UPDATE hr_interview_provider
   SET state = 'draft',
       api_key_sealed = NULL;
UPDATE res_company
   SET interview_ai_stopped = true;
-- what waited is the original's to send, and the texts of candidates are not needed in a copy
UPDATE hr_interview_ai_task
   SET state = 'cancelled',
       lease_token = NULL,
       lease_until = NULL
 WHERE state IN ('held', 'queued', 'running');
UPDATE hr_interview_ai_task
   SET payload = NULL,
       restore_map = NULL,
       hint = NULL;
