-- What is done to a document, today by its upload and next week by a person, on whatever host, appears in one trace.
alter table documents add column trace_parent text check (char_length(trace_parent) <= 55); -- W3C Trace Context, traceparent
