using Numora.Memory;

namespace Numora.Operations;

// Vendor memory.
static partial class OperationNotes
{
    static readonly Dictionary<string, OperationNote> s_memory = new()
    {
        ["listMemories"] = new("List what was learned",
            "What reviewers' approvals have taught about the vendors of this workspace, newest first: one entry for each field of " +
            "a teaching document. A correction goes before another reading on the next document of the same vendor and layout; a " +
            "confirmation helps where that reading is missing or unsure. A field that comes from memory has the source `memory` " +
            "and names the document that taught it (`taught_by`).")
        {
            Answers = [Answer.Ok<Page<MemoryView>>("A page of memories.")],
        },
        ["getMemory"] = new("Get a memory", "What was learned about one field, and from which document.")
        {
            Answers = [Answer.Ok<MemoryView>("The memory.", Examples.Memory)],
        },
        ["forgetMemory"] = new("Forget a memory",
            "It is used no more. What was read with its help stays as it is; read such a document again if need be. The trail of " +
            "the teaching document says who had it forgotten.")
        {
            Answers = [Answer.Nothing(204, "Forgotten.")],
        },
        ["forgetDocument"] = new("Forget what a document taught",
            "All of it at once. The document itself stays as it is. Rejecting, correcting and erasing an approved document forget " +
            "what it taught as well; the next approval teaches anew.")
        {
            Answers = [Answer.Ok<ForgottenView>("Forgotten.", Examples.Forgotten)],
        },
    };
}
