using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>Numbers of system calls (asm/unistd.h) on the machines that the filter knows.</summary>
/// <param name="Architecture">AUDIT_ARCH_… of linux/audit.h.</param>
/// <param name="Denied">Sockets, programs, other processes, changes to files, ways round the filter.</param>
/// <param name="Opens">Calls that open a file, and which argument holds the flags.</param>
/// <param name="ThreadSignals">Calls whose first argument is a process.</param>
sealed record SyscallNumbers(
    uint Architecture,
    nint Seccomp,
    uint Cloning,
    uint Cloning3,
    IReadOnlyList<uint> Denied,
    IReadOnlyList<(uint Number, uint Argument)> Opens,
    IReadOnlyList<uint> ThreadSignals)
{
    public static SyscallNumbers? OfThisMachine() => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => s_x64,
        System.Runtime.InteropServices.Architecture.Arm64 => s_arm64,
        _ => null,
    };

    static readonly SyscallNumbers s_x64 = new(0xC000003E, Seccomp: 317, Cloning: 56, Cloning3: 435,
        Denied:
        [
            41, 42, 43, 49, 50, 53, 288, // socket, connect, accept, bind, listen, socketpair, accept4
            59, 322, 57, 58, // execve, execveat, fork, vfork
            101, 310, 311, 312, 62, 200, 129, 297, 424, 438, // ptrace, process_vm_readv/writev, kcmp, kill, tkill,
            //                                                  rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal/getfd
            85, 437, 76, 82, 264, 316, // creat, openat2, truncate, rename, renameat, renameat2
            83, 258, 84, 87, 263, 86, 265, 88, 266, 133, 259, // mkdir(at), rmdir, unlink(at), link(at), symlink(at), mknod(at)
            90, 268, 92, 94, 260, 452, // chmod, fchmodat, chown, lchown, fchownat, fchmodat2
            165, 166, 161, 155, 272, 308, 321, 425, 426, 427, // mount, umount2, chroot, pivot_root, unshare, setns, bpf,
            //                                                   io_uring_setup/enter/register
            248, 249, 250, 298, 323, 246, 175, 313, // add_key, request_key, keyctl, perf_event_open, userfaultfd,
            //                                         kexec_load, init_module, finit_module
        ],
        Opens: [(2, 1), (257, 2)], // open, openat
        ThreadSignals: [234]); // tgkill

    static readonly SyscallNumbers s_arm64 = new(0xC00000B7, Seccomp: 277, Cloning: 220, Cloning3: 435,
        Denied:
        [
            198, 203, 202, 200, 201, 199, 242, // socket, connect, accept, bind, listen, socketpair, accept4
            221, 281, // execve, execveat
            117, 270, 271, 272, 129, 130, 138, 240, 424, 438, // ptrace, process_vm_readv/writev, kcmp, kill, tkill,
            //                                                   rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal/getfd
            437, 45, 38, 276, 34, 35, 37, 36, 33, // openat2, truncate, renameat, renameat2, mkdirat, unlinkat, linkat,
            //                                       symlinkat, mknodat
            53, 54, 452, // fchmodat, fchownat, fchmodat2
            40, 39, 51, 41, 97, 268, 280, 425, 426, 427, // mount, umount2, chroot, pivot_root, unshare, setns, bpf,
            //                                              io_uring_setup/enter/register
            217, 218, 219, 241, 282, 104, 105, 273, // add_key, request_key, keyctl, perf_event_open, userfaultfd,
            //                                         kexec_load, init_module, finit_module
        ],
        Opens: [(56, 2)], // openat
        ThreadSignals: [131]); // tgkill
}
