using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>
/// Keeps this process from the network, from starting programs, from other processes and from writing files: the kernel
/// answers such calls with EPERM (seccomp, mode filter). Where the system does not allow filters, nothing happens.
/// </summary>
static unsafe partial class SyscallFilter
{
    // Offsets in struct seccomp_data (linux/seccomp.h).
    const uint OffsetOfNumber = 0;
    const uint OffsetOfArchitecture = 4;
    const uint OffsetOfArguments = 16;

    // linux/filter.h, linux/bpf_common.h
    const ushort LoadWord = 0x20;
    const ushort JumpIfEqual = 0x15;
    const ushort JumpIfGreaterOrEqual = 0x35;
    const ushort JumpIfAnyBit = 0x45;
    const ushort Return = 0x06;

    const uint Allow = 0x7FFF0000;
    const uint DenyWith = 0x00050000;
    const uint NotPermitted = 1;
    const uint NotImplemented = 38;

    const uint CompatibilityCalls = 0x40000000; // the x32 calls of x86-64 would go round the numbers below

    // fcntl.h: O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND; the same on x86-64 and arm64.
    const uint OpenToWrite = 0x1 | 0x2 | 0x40 | 0x200 | 0x400;
    const uint CloneThread = 0x00010000;

    const int SetNoNewPrivileges = 38;
    const int SetModeFilter = 1;
    const nint AllThreads = 1; // SECCOMP_FILTER_FLAG_TSYNC

    public static void Apply()
    {
        if (!OperatingSystem.IsLinux() || SyscallNumbers.OfThisMachine() is not { } numbers)
            return;
        var program = Program(numbers, (uint)Environment.ProcessId);
        if (prctl(SetNoNewPrivileges, 1, 0, 0, 0) != 0)
            return;
        fixed (Instruction* first = program)
        {
            var filter = new Filter { Length = (ushort)program.Length, Instructions = first };
            _ = syscall(numbers.Seccomp, SetModeFilter, AllThreads, &filter);
        }
    }

    static Instruction[] Program(SyscallNumbers numbers, uint processId)
    {
        var program = new List<Instruction>
        {
            new(LoadWord, 0, 0, OffsetOfArchitecture),
            new(JumpIfEqual, 1, 0, numbers.Architecture),
            new(Return, 0, 0, DenyWith | NotPermitted),
            new(LoadWord, 0, 0, OffsetOfNumber),
            new(JumpIfGreaterOrEqual, 0, 1, CompatibilityCalls),
            new(Return, 0, 0, DenyWith | NotPermitted),
        };
        foreach (var number in numbers.Denied)
        {
            program.Add(new(JumpIfEqual, 0, 1, number));
            program.Add(new(Return, 0, 0, DenyWith | NotPermitted));
        }

        // The C library falls back to clone, whose flags can be seen.
        program.Add(new(JumpIfEqual, 0, 1, numbers.Cloning3));
        program.Add(new(Return, 0, 0, DenyWith | NotImplemented));
        foreach (var (number, argument) in numbers.Opens)
            Guard(number, argument, OpenToWrite, allowWhenSet: false);
        Guard(numbers.Cloning, 0, CloneThread, allowWhenSet: true);
        foreach (var number in numbers.ThreadSignals)
        {
            // The runtime signals its own threads; no other process is any business of this one.
            program.Add(new(JumpIfEqual, 0, 4, number));
            program.Add(new(LoadWord, 0, 0, OffsetOfArguments));
            program.Add(new(JumpIfEqual, 1, 0, processId));
            program.Add(new(Return, 0, 0, DenyWith | NotPermitted));
            program.Add(new(Return, 0, 0, Allow));
        }

        program.Add(new(Return, 0, 0, Allow));
        return [.. program];

        void Guard(uint number, uint argument, uint bits, bool allowWhenSet)
        {
            program.Add(new(JumpIfEqual, 0, 4, number));
            program.Add(new(LoadWord, 0, 0, OffsetOfArguments + 8 * argument)); // the low half: little-endian
            program.Add(new(JumpIfAnyBit, allowWhenSet ? (byte)1 : (byte)0, allowWhenSet ? (byte)0 : (byte)1, bits));
            program.Add(new(Return, 0, 0, DenyWith | NotPermitted));
            program.Add(new(Return, 0, 0, Allow));
        }
    }

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    readonly struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Filter
    {
        public ushort Length;
        public Instruction* Instructions;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint operation, nint flags, Filter* filter);
}
