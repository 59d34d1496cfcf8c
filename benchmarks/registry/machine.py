"""What the machine itself can do: a loop of nothing but fused multiply-adds, made with llvmlite."""

from __future__ import annotations

import ctypes

import llvmlite.binding as llvm
from llvmlite import ir

from registry import Outcome, Run, Skip, case

CHAINS = 12  # independent of each other, to hide the latency of one
WIDTH = 4
ROUNDS = 2_000_000


def _loop() -> str:
    """double f(int64 rounds, double factor): CHAINS vectors multiplied and added ``rounds`` times."""
    double, whole = ir.DoubleType(), ir.IntType(64)
    wide = ir.VectorType(double, WIDTH)
    module = ir.Module()
    fma = ir.Function(module, ir.FunctionType(wide, [wide] * 3), f"llvm.fma.v{WIDTH}f64")
    function = ir.Function(module, ir.FunctionType(double, [whole, double]), "peak")
    start, body, end = (function.append_basic_block(name) for name in ("start", "body", "end"))
    builder = ir.IRBuilder(start)
    zero = ir.Constant(ir.IntType(32), 0)
    one = builder.insert_element(ir.Constant(wide, ir.Undefined), function.args[1], zero)
    factor = builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH))
    builder.branch(body)
    builder.position_at_end(body)
    count = builder.phi(whole)
    count.add_incoming(ir.Constant(whole, 0), start)
    sums = [builder.phi(wide) for _ in range(CHAINS)]
    results = []  # these are summed, and not the values they come from, which would have to be kept besides
    for i, value in enumerate(sums):
        value.add_incoming(ir.Constant(wide, [1.0 + i + j for j in range(WIDTH)]), start)
        results.append(builder.call(fma, [value, factor, factor]))
        value.add_incoming(results[-1], body)
    following = builder.add(count, ir.Constant(whole, 1))
    count.add_incoming(following, body)
    builder.cbranch(builder.icmp_signed("<", following, function.args[0]), body, end)
    builder.position_at_end(end)
    total = results[0]
    for value in results[1:]:
        total = builder.fadd(total, value)
    builder.ret(builder.extract_element(total, zero))
    return str(module)


@case("machine", "GFLOP", "multiply-adds alone, four doubles wide", group="machine")
def fma_peak(small: bool) -> Run:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features()
    if not features.get("fma", False):
        raise Skip("this processor has no fused multiply-add")
    target = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features.flatten(), opt=3
    )
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(_loop()), target)
    engine.finalize_object()
    peak = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64, ctypes.c_double)(engine.get_function_address("peak"))

    rounds = ROUNDS // 100 if small else ROUNDS

    def run(kept: object = engine) -> Outcome:  # the engine owns the code
        peak(rounds, 0.5)
        return Outcome(2e-9 * rounds * CHAINS * WIDTH)

    return run
