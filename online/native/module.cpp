// What makes the library a module of Python, and tells which sources it was built from.

#include <Python.h>

#include <cstdint>

// Digest of the sources, which setup.py gives; a library that says another is refused.
#ifndef FLAME_SOURCES
#define FLAME_SOURCES "none"
#endif

namespace flame_stream {
class Stream;
}

extern "C" {
__attribute__((visibility("default"))) const char* flame_sources(void) { return FLAME_SOURCES; }

std::int32_t flame_stream_switch(flame_stream::Stream* stream, std::int32_t layer, std::int32_t bf16,
                                 std::int32_t threads, std::int64_t tokens, const void* hidden,
                                 const float* probabilities, void* output);

// switch_step(stream, layer, bf16, threads, tokens, hidden, probabilities, output): numbers and addresses, as
// `flame_stream_switch` takes them. A call through ctypes takes several times as long, on caches that are never warm.
static PyObject* switch_step(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (count != 8) return PyErr_Format(PyExc_TypeError, "switch_step: %zd arguments (expected 8)", count);
  std::intptr_t given[8];
  for (int i = 0; i < 8; ++i) given[i] = PyLong_AsSsize_t(arguments[i]);
  if (PyErr_Occurred()) return nullptr;
  std::int32_t status;
  Py_BEGIN_ALLOW_THREADS;
  status = flame_stream_switch(reinterpret_cast<flame_stream::Stream*>(given[0]), static_cast<std::int32_t>(given[1]),
                               static_cast<std::int32_t>(given[2]), static_cast<std::int32_t>(given[3]), given[4],
                               reinterpret_cast<const void*>(given[5]), reinterpret_cast<const float*>(given[6]),
                               reinterpret_cast<void*>(given[7]));
  Py_END_ALLOW_THREADS;
  return PyLong_FromLong(status);
}

// All else is called through ctypes.
static PyMethodDef functions[] = {
    {"switch_step", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)(void)>(switch_step)), METH_FASTCALL,
     "One decision of a Switch layer (online/serving/native_stream.py)."},
    {nullptr, nullptr, 0, nullptr}};

static PyModuleDef module_definition = {PyModuleDef_HEAD_INIT, "_native", nullptr, -1, functions,
                                        nullptr,               nullptr,   nullptr, nullptr};

PyMODINIT_FUNC PyInit__native(void) { return PyModule_Create(&module_definition); }
}
